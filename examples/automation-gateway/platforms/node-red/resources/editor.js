/** Forms of the TikTok nodes. Their lists come from the gateway, through the runtime, so the key stays there. */
globalThis.tiktok ??= (() => {
  const PACKAGE = "@camel-tiktok/node-red-contrib-tiktok";
  const EVENTS = ["first", "changed", "disappeared", "reappeared"];

  function text(key) {
    return RED._(`${PACKAGE}/tiktok-gateway:${key}`);
  }

  function post(path, body) {
    return $.ajax({ url: path, method: "POST", contentType: "application/json", data: JSON.stringify(body) });
  }

  /** Returns a free list of the gateway as a promise. An error has the reason as text. */
  async function list(name, gateway, query) {
    try {
      return await post(`tiktok-gateway/${name}`, { gateway, ...query });
    } catch (failure) {
      throw new Error(failure.responseJSON?.message ?? text("form.no-runtime"));
    }
  }

  /** Returns what the form's gateway has, deployed or not. */
  function gatewayOf(id) {
    const node = RED.nodes.node(id);
    return node && { id, address: node.address, key: node.credentials?.key };
  }

  /** Inputs with several values, separated by commas. */
  const MULTIPLE = ["fields", "watch"];

  /** Returns the type of a list. A value that is not in the list remains, because the gateway may not have answered yet. */
  function typeOf(id, options) {
    const value = $(`#node-input-${id}`).val();
    const multiple = MULTIPLE.includes(id);
    const chosen = multiple ? value.split(",").filter((one) => one !== "") : [value];
    const missing = chosen.filter((one) => !options.some((option) => option.value === one));
    const labelled = missing.map((one) => ({ value: one, label: one || text("form.default") }));
    return { value: id, multiple, options: [...labelled, ...options] };
  }

  function choices(id, options) {
    const input = $(`#node-input-${id}`);
    const value = input.val();
    input.typedInput("types", [typeOf(id, options)]);
    input.typedInput("value", value);
  }

  const fillers = {
    async provider(gateway) {
      const providers = await list("providers", gateway);
      const price = ({ videoPrice, userPrice }) => (videoPrice ?? userPrice ? ` (${videoPrice ?? userPrice})` : "");
      const options = providers.filter((one) => one.configured).map((one) => ({ value: one.name, label: one.title + price(one) }));
      choices("provider", [{ value: "", label: text("form.default") }, ...options]);
    },
    async fields(gateway, query) {
      const fields = await list("fields", gateway, query);
      choices("fields", fields.map(({ name }) => ({ value: name, label: name })));
    },
    async watch(gateway, query) {
      const fields = (await list("fields", gateway, query)).filter((field) => field.watchable);
      choices("watch", fields.map(({ name }) => ({ value: name, label: name })));
    },
    async every(gateway, query) {
      const cadences = await list("cadences", gateway, query);
      choices("every", cadences.map(({ every, label }) => ({ value: every, label })));
    },
  };

  /** Prepares the lists of a form, and fills them again when something changes that they depend on. */
  function prepare(ids, kind) {
    ids.forEach((id) => $(`#node-input-${id}`).typedInput({ types: [typeOf(id, [])] }));
    const hint = $(".tiktok-hint");
    const fill = async (some) => {
      const gateway = gatewayOf($("#node-input-gateway").val());
      hint.text(gateway ? "" : text("form.no-gateway"));
      if (gateway) {
        const query = { kind: kind(), provider: $("#node-input-provider").val() };
        await Promise.all(some.map((id) => fillers[id](gateway, query))).catch((error) => hint.text(error.message));
      }
    };
    $("#node-input-gateway").on("change", () => fill(ids));
    $("#node-input-kind").on("change", () => fill(ids));
    if (ids.includes("every")) {
      $("#node-input-provider").on("change", () => fill(["every"]));
    }
    fill(ids);
  }

  function prepareSubject(id, types) {
    $(`#node-input-${id}`).typedInput({ default: "msg", types, typeField: `#node-input-${id}Type` });
  }

  /** Registers a node that looks up, with what all of these have in common. */
  function register(type, icon, definition) {
    RED.nodes.registerType(type, {
      category: "TikTok",
      color: "#8CD3DB",
      icon,
      paletteLabel() {
        return this._("title");
      },
      label() {
        return this.name || this._("title");
      },
      labelStyle() {
        return this.name ? "node_label_italic" : "";
      },
      outputs: 1,
      ...definition,
      defaults: {
        name: { value: "" },
        gateway: { value: "", type: "tiktok-gateway", required: true },
        ...definition.defaults,
      },
    });
  }

  function registerLookup(type, icon, kind) {
    register(type, icon, {
      inputs: 1,
      outputs: 2,
      outputLabels(index) {
        return text(index === 0 ? "output.found" : "output.not-found");
      },
      defaults: {
        subject: { value: "payload", required: true },
        subjectType: { value: "msg" },
        fields: { value: "" },
        provider: { value: "" },
        fresh: { value: false },
      },
      oneditprepare() {
        prepareSubject("subject", ["msg", "flow", "global", "str", "jsonata", "env"]);
        prepare(["fields", "provider"], () => kind);
      },
    });
  }

  return { EVENTS, list, post, prepare, prepareSubject, register, registerLookup, text };
})();
