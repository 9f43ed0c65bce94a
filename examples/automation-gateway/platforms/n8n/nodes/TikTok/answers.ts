import type { IDataObject, IExecuteSingleFunctions, IN8nHttpFullResponse, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { callGateway, codeOf, isSuccess, problemOf } from './gateway';

/** A batch of 100 subjects takes seconds; this is for a provider that is slow or paused. */
const MAX_ROUNDS = 20;
const WAIT_SECONDS = 25;

/** Returns the record with `found`: a subject that is not visible is an item, so that an If node can branch on it. */
export async function readRecord(
  this: IExecuteSingleFunctions,
  items: INodeExecutionData[],
  response: IN8nHttpFullResponse,
): Promise<INodeExecutionData[]> {
  if (isSuccess(response)) {
    return items.map((item) => itemOf(this, { found: true, ...item.json }));
  }
  if (codeOf(response) !== 'not-visible') {
    throw problemOf(this.getNode(), response);
  }
  const { detail, code } = response.body as IDataObject;
  return [itemOf(this, { found: false, reason: detail, code })];
}

/** Returns one item for each subject; waits for the subjects that are not finished. */
export async function readBatch(
  this: IExecuteSingleFunctions,
  _items: INodeExecutionData[],
  response: IN8nHttpFullResponse,
): Promise<INodeExecutionData[]> {
  if (!isSuccess(response)) {
    throw problemOf(this.getNode(), response);
  }
  let batch = response.body as IDataObject;
  for (let round = 0; !isComplete(batch) && round < MAX_ROUNDS; round++) {
    const results = await callGateway(this, { url: `/v1/batches/${String(batch.id)}/results`, qs: { wait: WAIT_SECONDS } });
    batch = results.body as IDataObject;
  }
  if (!isComplete(batch)) {
    const message = `Batch ${String(batch.id)} is not finished after ${MAX_ROUNDS * WAIT_SECONDS} s`;
    throw new NodeOperationError(this.getNode(), message, { itemIndex: this.getItemIndex() });
  }
  return (batch.items as IDataObject[]).map((line) => itemOf(this, { found: line.status === 200, ...line }));
}

/** With the item that it comes from, for expressions that look back. */
function itemOf(context: IExecuteSingleFunctions, json: IDataObject): INodeExecutionData {
  return { json, pairedItem: { item: context.getItemIndex() } };
}

function isComplete(batch: IDataObject): boolean {
  return Array.isArray(batch.items) && batch.items.length === batch.total;
}
