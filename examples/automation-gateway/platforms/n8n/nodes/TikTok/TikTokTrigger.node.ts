import type {
  IDataObject,
  IHookFunctions,
  INodeType,
  INodeTypeDescription,
  IWebhookFunctions,
  IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { watchProperties } from '../../generated/properties';
import { callGateway } from './gateway';
import { lists } from './lists';
import { isSigned } from './signature';
import { createWatch, deleteWatch, hasWatch, stateOf } from './watch';

export class TikTokTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'TikTok Trigger',
    name: 'tikTokTrigger',
    icon: { light: 'file:../../icons/gateway.svg', dark: 'file:../../icons/gateway.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: '={{ $parameter["subject"] }}',
    description: 'Triggers when a TikTok video or creator changes, by a webhook of your automation gateway',
    defaults: { name: 'TikTok Trigger' },
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'tikTokGatewayApi', required: true }],
    webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' }],
    properties: watchProperties,
  };

  methods = { loadOptions: lists };

  webhookMethods = {
    default: {
      async checkExists(this: IHookFunctions): Promise<boolean> {
        return await hasWatch(this, this.getNodeWebhookUrl('default'));
      },

      /** In the editor, the gateway also sends a sample, which is free: nobody wants to wait for a change. */
      async create(this: IHookFunctions): Promise<boolean> {
        await createWatch(this, this.getNodeWebhookUrl('default'));
        if (this.getMode() === 'manual') {
          await callGateway(this, { method: 'POST', url: `/v1/watches/${stateOf(this).watchId}/test` });
        }
        return true;
      },

      async delete(this: IHookFunctions): Promise<boolean> {
        await deleteWatch(this);
        return true;
      },
    },
  };

  async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
    const { headers, rawBody } = this.getRequestObject();
    const { secret } = stateOf(this);
    if (!secret || !isSigned(secret, headers, rawBody, Date.now() / 1000)) {
      this.getResponseObject().status(401).send('The signature is wrong').end();
      return { noWebhookResponse: true };
    }
    return { workflowData: [[{ json: this.getBodyData() as IDataObject }]] };
  }
}
