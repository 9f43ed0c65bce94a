"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.callGateway = callGateway;
exports.isSuccess = isSuccess;
exports.codeOf = codeOf;
exports.problemOf = problemOf;
const n8n_workflow_1 = require("n8n-workflow");
/** Calls the gateway, and throws what it says unless the status is 2xx or an expected one. */
async function callGateway(context, request, ...expected) {
    const response = (await context.helpers.httpRequestWithAuthentication.call(context, 'tikTokGatewayApi', {
        ...request,
        json: true,
        returnFullResponse: true,
        ignoreHttpStatusErrors: true,
    }));
    if (isSuccess(response) || expected.includes(response.statusCode)) {
        return response;
    }
    throw problemOf(context.getNode(), response);
}
function isSuccess(response) {
    return response.statusCode >= 200 && response.statusCode < 300;
}
/** Returns the code of a problem, such as `not-visible`. */
function codeOf(response) {
    return String(response.body?.code ?? '');
}
/** Returns the error of an answer: the detail of the gateway's problem, and what to do. */
function problemOf(node, response) {
    const body = (response.body ?? {});
    const message = typeof body.detail === 'string'
        ? body.detail
        : `The gateway address answered status ${response.statusCode}, but not as the gateway does`;
    return new n8n_workflow_1.NodeApiError(node, { message }, { message, description: remedy(response, body), httpCode: String(response.statusCode) });
}
function remedy(response, body) {
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
