import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { lookupProperties } from '../../generated/properties';
import { lists } from './lists';

export class TikTok implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'TikTok',
    name: 'tikTok',
    icon: { light: 'file:../../icons/gateway.svg', dark: 'file:../../icons/gateway.dark.svg' },
    group: ['transform'],
    version: 1,
    subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
    description: 'Look up TikTok videos and creators through your automation gateway',
    defaults: { name: 'TikTok' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'tikTokGatewayApi', required: true }],
    requestDefaults: { baseURL: '={{ $credentials.url }}', ignoreHttpStatusErrors: true },
    properties: lookupProperties,
  };

  methods = { loadOptions: lists };
}
