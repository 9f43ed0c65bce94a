"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.stateOf = stateOf;
exports.hasWatch = hasWatch;
exports.createWatch = createWatch;
exports.deleteWatch = deleteWatch;
const gateway_1 = require("./gateway");
function stateOf(context) {
    return context.getWorkflowStaticData('node');
}
/** Returns whether the watch of this trigger is active, with these parameters. Deletes it otherwise. */
async function hasWatch(context, callbackUrl) {
    const { watchId, request } = stateOf(context);
    if (!watchId) {
        return false;
    }
    const response = await (0, gateway_1.callGateway)(context, { url: `/v1/watches/${watchId}` }, 404);
    const { state } = response.body;
    if (state === 'active' && request === JSON.stringify(requestOf(context, callbackUrl))) {
        return true;
    }
    await deleteWatch(context);
    return false;
}
/** Creates the watch of this trigger. */
async function createWatch(context, callbackUrl) {
    const body = requestOf(context, callbackUrl);
    const watch = (await (0, gateway_1.callGateway)(context, { method: 'POST', url: '/v1/watches', body })).body;
    Object.assign(stateOf(context), {
        watchId: watch.id,
        secret: watch.secret,
        request: JSON.stringify(body),
        after: '0',
    });
}
/** Deletes the watch of this trigger, which ends its polls. */
async function deleteWatch(context) {
    const state = stateOf(context);
    if (state.watchId) {
        await (0, gateway_1.callGateway)(context, { method: 'DELETE', url: `/v1/watches/${state.watchId}` });
    }
    for (const name of ['watchId', 'secret', 'request', 'after']) {
        delete state[name];
    }
}
function requestOf(context, callbackUrl) {
    const { watch, ...options } = context.getNodeParameter('options', {});
    return {
        kind: context.getNodeParameter('resource'),
        subject: context.getNodeParameter('subject'),
        every: context.getNodeParameter('every'),
        ...options,
        ...(watch ? { watch: [watch].flat().join(',') } : {}),
        ...(callbackUrl ? { callbackUrl } : {}),
    };
}
