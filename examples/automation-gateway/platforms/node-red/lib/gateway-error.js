"use strict";

/** A failed call, as Catch nodes see it: `error.message`, `error.code` and `error.cause`. */
class GatewayError extends Error {
  /**
   * @param message what failed and what to do about it
   * @param code stable name, such as `invalid-request`
   * @param cause `status`, `retryable`, `retryAfter` in seconds, `requestId`, as far as known
   */
  constructor(message, code, cause = {}) {
    super(message);
    this.name = "GatewayError";
    this.code = code;
    this.cause = { code, ...cause };
  }

  get status() {
    return this.cause.status;
  }

  /** Seconds after which a retry may succeed, or undefined. */
  get retryAfter() {
    return this.cause.retryAfter;
  }

  get retryable() {
    return this.cause.retryable;
  }

  /** Node-RED shows this text, which needs no class name in front. */
  toString() {
    return this.message;
  }
}

module.exports = GatewayError;
