"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.TikTok = void 0;
const n8n_workflow_1 = require("n8n-workflow");
const properties_1 = require("../../generated/properties");
const lists_1 = require("./lists");
class TikTok {
    description = {
        displayName: 'TikTok',
        name: 'tikTok',
        icon: { light: 'file:../../icons/gateway.svg', dark: 'file:../../icons/gateway.dark.svg' },
        group: ['transform'],
        version: 1,
        subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
        description: 'Look up TikTok videos and creators through your automation gateway',
        defaults: { name: 'TikTok' },
        usableAsTool: true,
        inputs: [n8n_workflow_1.NodeConnectionTypes.Main],
        outputs: [n8n_workflow_1.NodeConnectionTypes.Main],
        credentials: [{ name: 'tikTokGatewayApi', required: true }],
        requestDefaults: { baseURL: '={{ $credentials.url }}', ignoreHttpStatusErrors: true },
        properties: properties_1.lookupProperties,
    };
    methods = { loadOptions: lists_1.lists };
}
exports.TikTok = TikTok;
