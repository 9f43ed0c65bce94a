/** The app: what Zapier shows is generated from the gateway's OpenAPI document, what it runs is in the other files. */
import zapier from "zapier-platform-core";
import packageJson from "./package.json" with { type: "json" };
import steps from "./generated/steps.json" with { type: "json" };
import { authentication } from "./authentication.js";
import { sendToGateway, throwForProblem } from "./gateway.js";
import { hiddenTriggers } from "./lists.js";
import { find, lookUpMany } from "./lookups.js";
import { watch } from "./watches.js";

const step = (definition, functions) => ({ ...definition, operation: { ...definition.operation, ...functions } });

export default {
  version: packageJson.version,
  platformVersion: zapier.version,
  flags: {
    // An optional field that was left empty is not sent.
    cleanInputData: true,
    // A 429 reaches throwForProblem, which has the gateway's own words for it.
    throwForThrottlingEarly: false,
  },
  authentication,
  beforeRequest: [sendToGateway],
  afterResponse: [throwForProblem],
  triggers: {
    videoChanged: step(steps.videoChanged, watch("video")),
    creatorChanged: step(steps.creatorChanged, watch("user")),
    ...hiddenTriggers,
  },
  searches: {
    findVideo: step(steps.findVideo, { perform: find("/v1/video") }),
    findCreator: step(steps.findCreator, { perform: find("/v1/user") }),
    lookUpMany: step(steps.lookUpMany, { perform: (z, bundle) => lookUpMany(z, bundle) }),
  },
};
