import type { IDataObject, INodeType, INodeTypeDescription, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { watchProperties } from '../../generated/properties';
import { callGateway } from './gateway';
import { lists } from './lists';
import { pullEvents } from './pull';
import { createWatch, deleteWatch, hasWatch } from './watch';

/** A trigger function and no poll function: only the former learns of the deactivation, which must end the paid polls. */
export class TikTokPullTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'TikTok Pull Trigger',
    name: 'tikTokPullTrigger',
    icon: { light: 'file:../../icons/gateway.svg', dark: 'file:../../icons/gateway.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: '={{ $parameter["subject"] }}',
    description: 'Triggers when a TikTok video or creator changes, for an n8n that the gateway cannot reach',
    defaults: { name: 'TikTok Pull Trigger' },
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'tikTokGatewayApi', required: true }],
    properties: watchProperties,
  };

  methods = { loadOptions: lists };

  async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
    if (this.getMode() === 'manual') {
      return {
        manualTriggerFunction: async () => {
          const qs = { kind: this.getNodeParameter('resource'), subject: this.getNodeParameter('subject') };
          const samples = (await callGateway(this, { url: '/v1/samples', qs: qs as IDataObject })).body;
          this.emit([this.helpers.returnJsonArray(samples as unknown as IDataObject[])]);
        },
      };
    }
    if (!(await hasWatch(this))) {
      await createWatch(this);
    }
    const stop = new AbortController();
    void pullEvents(this, stop.signal);
    return {
      closeFunction: async () => {
        stop.abort();
        await deleteWatch(this);
      },
    };
  }
}
