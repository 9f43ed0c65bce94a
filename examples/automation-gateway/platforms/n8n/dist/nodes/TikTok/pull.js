"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.pullEvents = pullEvents;
const n8n_workflow_1 = require("n8n-workflow");
const gateway_1 = require("./gateway");
const watch_1 = require("./watch");
const WAIT_SECONDS = 25;
const RETRY_SECONDS = 10;
/**
 * Starts the workflow for each event of the watch until it is stopped. Retries what may pass; otherwise n8n gets the error,
 * and activates the workflow again later.
 */
async function pullEvents(context, stop) {
    while (!stop.aborted) {
        try {
            await pullOnce(context, stop);
        }
        catch (error) {
            if (stop.aborted) {
                return;
            }
            if (isLasting(Number(error.httpCode))) {
                context.emitError(error);
                return;
            }
            context.logger.warn(`Events are pulled again in ${RETRY_SECONDS} s: ${error.message}`);
            await (0, n8n_workflow_1.sleep)(RETRY_SECONDS * 1000);
        }
    }
}
/** A refused key or a watch that is gone. A used rate is not: it comes back within a minute. */
function isLasting(status) {
    return status >= 400 && status < 500 && status !== 429;
}
async function pullOnce(context, stop) {
    const state = (0, watch_1.stateOf)(context);
    const { body } = await (0, gateway_1.callGateway)(context, {
        url: `/v1/watches/${state.watchId}/events`,
        qs: { after: state.after, wait: WAIT_SECONDS },
        timeout: 2 * WAIT_SECONDS * 1000,
        abortSignal: stop,
    });
    const { items, next } = body;
    // Before the events, because n8n saves it with the first of them.
    state.after = next;
    for (const event of items) {
        context.emit([context.helpers.returnJsonArray([event])]);
    }
}
