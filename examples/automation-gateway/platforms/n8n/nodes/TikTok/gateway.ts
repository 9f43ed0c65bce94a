import type {
  IDataObject,
  IExecuteSingleFunctions,
  IHookFunctions,
  IHttpRequestOptions,
  ILoadOptionsFunctions,
  IN8nHttpFullResponse,
  INode,
  ITriggerFunctions,
} from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

type Context = IExecuteSingleFunctions | IHookFunctions | ILoadOptionsFunctions | ITriggerFunctions;

/** Calls the gateway, and throws what it says unless the status is 2xx or an expected one. */
export async function callGateway(
  context: Context,
  request: IHttpRequestOptions,
  ...expected: number[]
): Promise<IN8nHttpFullResponse> {
  const response = (await context.helpers.httpRequestWithAuthentication.call(context, 'tikTokGatewayApi', {
    ...request,
    json: true,
    returnFullResponse: true,
    ignoreHttpStatusErrors: true,
  })) as IN8nHttpFullResponse;
  if (isSuccess(response) || expected.includes(response.statusCode)) {
    return response;
  }
  throw problemOf(context.getNode(), response);
}

export function isSuccess(response: IN8nHttpFullResponse): boolean {
  return response.statusCode >= 200 && response.statusCode < 300;
}

/** Returns the code of a problem, such as `not-visible`. */
export function codeOf(response: IN8nHttpFullResponse): string {
  return String((response.body as IDataObject | null)?.code ?? '');
}

/** Returns the error of an answer: the detail of the gateway's problem, and what to do. */
export function problemOf(node: INode, response: IN8nHttpFullResponse): NodeApiError {
  const body = (response.body ?? {}) as IDataObject;
  const message =
    typeof body.detail === 'string'
      ? body.detail
      : `The gateway address answered status ${response.statusCode}, but not as the gateway does`;
  return new NodeApiError(
    node,
    { message },
    { message, description: remedy(response, body), httpCode: String(response.statusCode) },
  );
}

function remedy(response: IN8nHttpFullResponse, body: IDataObject): string {
  const seconds = Number(response.headers['retry-after'] ?? 0);
  if (response.statusCode === 401) {
    return 'Open the credential and paste a valid key. The operator of the gateway creates keys.';
  }
  if (seconds > 0) {
    return `Try again in ${seconds} s. "Retry On Fail" in the settings of the node waits up to 5 s.`;
  }
  if (response.statusCode >= 500) {
    return body.retryable === false
      ? 'The operator of the gateway must solve this.'
      : 'It may succeed later. Turn on "Retry On Fail" in the settings of the node.';
  }
  return 'Correct the parameters of the node.';
}
