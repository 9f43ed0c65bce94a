import type {
  IAuthenticate,
  ICredentialTestRequest,
  ICredentialType,
  IHttpRequestOptions,
  INodeProperties,
} from 'n8n-workflow';

import { targetOf } from '../nodes/TikTok/address';

export class TikTokGatewayApi implements ICredentialType {
  name = 'tikTokGatewayApi';

  displayName = 'TikTok Gateway API';

  icon = { light: 'file:../icons/gateway.svg', dark: 'file:../icons/gateway.dark.svg' } as const;

  documentationUrl = 'https://github.com/cameltiktok/camel-tiktok/blob/main/docs/guides/platforms/n8n.md';

  properties: INodeProperties[] = [
    {
      displayName: 'Gateway Address',
      name: 'url',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'https://gateway.example.com',
      description: 'Address of your automation gateway. It must be https, unless the gateway is on the same machine.',
    },
    {
      displayName: 'Key',
      name: 'apiKey',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      placeholder: 'ttg_…',
      description: 'Key that the operator of the gateway created for you',
    },
  ];

  /** A function, because the generic form cannot keep the key from another host. */
  authenticate: IAuthenticate = async (credentials, options): Promise<IHttpRequestOptions> => ({
    ...options,
    baseURL: undefined,
    url: targetOf(String(credentials.url), options.url),
    headers: { ...options.headers, Authorization: `Bearer ${String(credentials.apiKey)}`, 'Request-Source': 'N8N' },
    disableFollowRedirect: true,
  });

  test: ICredentialTestRequest = {
    request: { baseURL: '={{$credentials.url}}', url: '/v1/me' },
    rules: [
      {
        type: 'responseCode',
        properties: { value: 401, message: 'The gateway does not know this key. Its operator creates keys.' },
      },
    ],
  };
}
