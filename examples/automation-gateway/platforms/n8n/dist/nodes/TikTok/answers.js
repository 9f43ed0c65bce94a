"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.readRecord = readRecord;
exports.readBatch = readBatch;
const n8n_workflow_1 = require("n8n-workflow");
const gateway_1 = require("./gateway");
/** A batch of 100 subjects takes seconds; this is for a provider that is slow or paused. */
const MAX_ROUNDS = 20;
const WAIT_SECONDS = 25;
/** Returns the record with `found`: a subject that is not visible is an item, so that an If node can branch on it. */
async function readRecord(items, response) {
    if ((0, gateway_1.isSuccess)(response)) {
        return items.map((item) => itemOf(this, { found: true, ...item.json }));
    }
    if ((0, gateway_1.codeOf)(response) !== 'not-visible') {
        throw (0, gateway_1.problemOf)(this.getNode(), response);
    }
    const { detail, code } = response.body;
    return [itemOf(this, { found: false, reason: detail, code })];
}
/** Returns one item for each subject; waits for the subjects that are not finished. */
async function readBatch(_items, response) {
    if (!(0, gateway_1.isSuccess)(response)) {
        throw (0, gateway_1.problemOf)(this.getNode(), response);
    }
    let batch = response.body;
    for (let round = 0; !isComplete(batch) && round < MAX_ROUNDS; round++) {
        const results = await (0, gateway_1.callGateway)(this, { url: `/v1/batches/${String(batch.id)}/results`, qs: { wait: WAIT_SECONDS } });
        batch = results.body;
    }
    if (!isComplete(batch)) {
        const message = `Batch ${String(batch.id)} is not finished after ${MAX_ROUNDS * WAIT_SECONDS} s`;
        throw new n8n_workflow_1.NodeOperationError(this.getNode(), message, { itemIndex: this.getItemIndex() });
    }
    return batch.items.map((line) => itemOf(this, { found: line.status === 200, ...line }));
}
/** With the item that it comes from, for expressions that look back. */
function itemOf(context, json) {
    return { json, pairedItem: { item: context.getItemIndex() } };
}
function isComplete(batch) {
    return Array.isArray(batch.items) && batch.items.length === batch.total;
}
