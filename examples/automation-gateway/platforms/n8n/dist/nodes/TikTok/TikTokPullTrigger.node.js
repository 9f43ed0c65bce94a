"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.TikTokPullTrigger = void 0;
const n8n_workflow_1 = require("n8n-workflow");
const properties_1 = require("../../generated/properties");
const gateway_1 = require("./gateway");
const lists_1 = require("./lists");
const pull_1 = require("./pull");
const watch_1 = require("./watch");
/** A trigger function and no poll function: only the former learns of the deactivation, which must end the paid polls. */
class TikTokPullTrigger {
    description = {
        displayName: 'TikTok Pull Trigger',
        name: 'tikTokPullTrigger',
        icon: { light: 'file:../../icons/gateway.svg', dark: 'file:../../icons/gateway.dark.svg' },
        group: ['trigger'],
        version: 1,
        subtitle: '={{ $parameter["subject"] }}',
        description: 'Triggers when a TikTok video or creator changes, for an n8n that the gateway cannot reach',
        defaults: { name: 'TikTok Pull Trigger' },
        inputs: [],
        outputs: [n8n_workflow_1.NodeConnectionTypes.Main],
        credentials: [{ name: 'tikTokGatewayApi', required: true }],
        properties: properties_1.watchProperties,
    };
    methods = { loadOptions: lists_1.lists };
    async trigger() {
        if (this.getMode() === 'manual') {
            return {
                manualTriggerFunction: async () => {
                    const qs = { kind: this.getNodeParameter('resource'), subject: this.getNodeParameter('subject') };
                    const samples = (await (0, gateway_1.callGateway)(this, { url: '/v1/samples', qs: qs })).body;
                    this.emit([this.helpers.returnJsonArray(samples)]);
                },
            };
        }
        if (!(await (0, watch_1.hasWatch)(this))) {
            await (0, watch_1.createWatch)(this);
        }
        const stop = new AbortController();
        void (0, pull_1.pullEvents)(this, stop.signal);
        return {
            closeFunction: async () => {
                stop.abort();
                await (0, watch_1.deleteWatch)(this);
            },
        };
    }
}
exports.TikTokPullTrigger = TikTokPullTrigger;
