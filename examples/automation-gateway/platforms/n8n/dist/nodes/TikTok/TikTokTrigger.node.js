"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.TikTokTrigger = void 0;
const n8n_workflow_1 = require("n8n-workflow");
const properties_1 = require("../../generated/properties");
const gateway_1 = require("./gateway");
const lists_1 = require("./lists");
const signature_1 = require("./signature");
const watch_1 = require("./watch");
class TikTokTrigger {
    description = {
        displayName: 'TikTok Trigger',
        name: 'tikTokTrigger',
        icon: { light: 'file:../../icons/gateway.svg', dark: 'file:../../icons/gateway.dark.svg' },
        group: ['trigger'],
        version: 1,
        subtitle: '={{ $parameter["subject"] }}',
        description: 'Triggers when a TikTok video or creator changes, by a webhook of your automation gateway',
        defaults: { name: 'TikTok Trigger' },
        inputs: [],
        outputs: [n8n_workflow_1.NodeConnectionTypes.Main],
        credentials: [{ name: 'tikTokGatewayApi', required: true }],
        webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' }],
        properties: properties_1.watchProperties,
    };
    methods = { loadOptions: lists_1.lists };
    webhookMethods = {
        default: {
            async checkExists() {
                return await (0, watch_1.hasWatch)(this, this.getNodeWebhookUrl('default'));
            },
            /** In the editor, the gateway also sends a sample, which is free: nobody wants to wait for a change. */
            async create() {
                await (0, watch_1.createWatch)(this, this.getNodeWebhookUrl('default'));
                if (this.getMode() === 'manual') {
                    await (0, gateway_1.callGateway)(this, { method: 'POST', url: `/v1/watches/${(0, watch_1.stateOf)(this).watchId}/test` });
                }
                return true;
            },
            async delete() {
                await (0, watch_1.deleteWatch)(this);
                return true;
            },
        },
    };
    async webhook() {
        const { headers, rawBody } = this.getRequestObject();
        const { secret } = (0, watch_1.stateOf)(this);
        if (!secret || !(0, signature_1.isSigned)(secret, headers, rawBody, Date.now() / 1000)) {
            this.getResponseObject().status(401).send('The signature is wrong').end();
            return { noWebhookResponse: true };
        }
        return { workflowData: [[{ json: this.getBodyData() }]] };
    }
}
exports.TikTokTrigger = TikTokTrigger;
