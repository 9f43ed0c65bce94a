"use strict";

const registerLookup = require("../lib/lookup");

module.exports = (RED) => registerLookup(RED, "tiktok-creator", "user");
