import type { IDataObject, ITriggerFunctions, NodeApiError } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { callGateway } from './gateway';
import { stateOf } from './watch';

const WAIT_SECONDS = 25;
const RETRY_SECONDS = 10;

/**
 * Starts the workflow for each event of the watch until it is stopped. Retries what may pass; otherwise n8n gets the error,
 * and activates the workflow again later.
 */
export async function pullEvents(context: ITriggerFunctions, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    try {
      await pullOnce(context, stop);
    } catch (error) {
      if (stop.aborted) {
        return;
      }
      if (isLasting(Number((error as NodeApiError).httpCode))) {
        context.emitError(error as Error);
        return;
      }
      context.logger.warn(`Events are pulled again in ${RETRY_SECONDS} s: ${(error as Error).message}`);
      await sleep(RETRY_SECONDS * 1000);
    }
  }
}

/** A refused key or a watch that is gone. A used rate is not: it comes back within a minute. */
function isLasting(status: number): boolean {
  return status >= 400 && status < 500 && status !== 429;
}

async function pullOnce(context: ITriggerFunctions, stop: AbortSignal): Promise<void> {
  const state = stateOf(context);
  const { body } = await callGateway(context, {
    url: `/v1/watches/${state.watchId}/events`,
    qs: { after: state.after, wait: WAIT_SECONDS },
    timeout: 2 * WAIT_SECONDS * 1000,
    abortSignal: stop,
  });
  const { items, next } = body as { items: IDataObject[]; next: string };
  // Before the events, because n8n saves it with the first of them.
  state.after = next;
  for (const event of items) {
    context.emit([context.helpers.returnJsonArray([event])]);
  }
}
