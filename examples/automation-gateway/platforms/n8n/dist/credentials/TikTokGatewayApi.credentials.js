"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.TikTokGatewayApi = void 0;
const address_1 = require("../nodes/TikTok/address");
class TikTokGatewayApi {
    name = 'tikTokGatewayApi';
    displayName = 'TikTok Gateway API';
    icon = { light: 'file:../icons/gateway.svg', dark: 'file:../icons/gateway.dark.svg' };
    documentationUrl = 'https://github.com/cameltiktok/camel-tiktok/blob/main/docs/guides/platforms/n8n.md';
    properties = [
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
    authenticate = async (credentials, options) => ({
        ...options,
        baseURL: undefined,
        url: (0, address_1.targetOf)(String(credentials.url), options.url),
        headers: { ...options.headers, Authorization: `Bearer ${String(credentials.apiKey)}`, 'Request-Source': 'N8N' },
        disableFollowRedirect: true,
    });
    test = {
        request: { baseURL: '={{$credentials.url}}', url: '/v1/me' },
        rules: [
            {
                type: 'responseCode',
                properties: { value: 401, message: 'The gateway does not know this key. Its operator creates keys.' },
            },
        ],
    };
}
exports.TikTokGatewayApi = TikTokGatewayApi;
