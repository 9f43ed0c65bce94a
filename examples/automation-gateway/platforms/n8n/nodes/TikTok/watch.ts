import type { IDataObject, IHookFunctions, ITriggerFunctions } from 'n8n-workflow';

import { callGateway } from './gateway';

type Context = IHookFunctions | ITriggerFunctions;

/** What n8n keeps of a trigger until the workflow is deactivated. */
export interface WatchState {
  watchId?: string;
  /** Of the webhook signatures. */
  secret?: string;
  /** The parameters that the watch was created with. */
  request?: string;
  /** Position of the last event that was pulled. */
  after?: string;
}

export function stateOf(context: Pick<Context, 'getWorkflowStaticData'>): WatchState {
  return context.getWorkflowStaticData('node') as WatchState;
}

/** Returns whether the watch of this trigger is active, with these parameters. Deletes it otherwise. */
export async function hasWatch(context: Context, callbackUrl?: string): Promise<boolean> {
  const { watchId, request } = stateOf(context);
  if (!watchId) {
    return false;
  }
  const response = await callGateway(context, { url: `/v1/watches/${watchId}` }, 404);
  const { state } = response.body as IDataObject;
  if (state === 'active' && request === JSON.stringify(requestOf(context, callbackUrl))) {
    return true;
  }
  await deleteWatch(context);
  return false;
}

/** Creates the watch of this trigger. */
export async function createWatch(context: Context, callbackUrl?: string): Promise<void> {
  const body = requestOf(context, callbackUrl);
  const watch = (await callGateway(context, { method: 'POST', url: '/v1/watches', body })).body as IDataObject;
  Object.assign(stateOf(context), {
    watchId: watch.id,
    secret: watch.secret,
    request: JSON.stringify(body),
    after: '0',
  });
}

/** Deletes the watch of this trigger, which ends its polls. */
export async function deleteWatch(context: Context): Promise<void> {
  const state = stateOf(context);
  if (state.watchId) {
    await callGateway(context, { method: 'DELETE', url: `/v1/watches/${state.watchId}` });
  }
  for (const name of ['watchId', 'secret', 'request', 'after'] as const) {
    delete state[name];
  }
}

function requestOf(context: Context, callbackUrl?: string): IDataObject {
  const { watch, ...options } = context.getNodeParameter('options', {}) as IDataObject;
  return {
    kind: context.getNodeParameter('resource') as string,
    subject: context.getNodeParameter('subject') as string,
    every: context.getNodeParameter('every') as string,
    ...options,
    ...(watch ? { watch: [watch].flat().join(',') } : {}),
    ...(callbackUrl ? { callbackUrl } : {}),
  };
}
