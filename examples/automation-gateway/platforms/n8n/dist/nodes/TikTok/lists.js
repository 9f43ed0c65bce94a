"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.lists = void 0;
const gateway_1 = require("./gateway");
/** The lists of the forms. All of them are free. */
exports.lists = {
    async getFields() {
        return (await read(this, '/v1/fields')).map(field);
    },
    async getWatchedFields() {
        return (await read(this, '/v1/fields')).filter((row) => row.watchable).map(field);
    },
    /** Returns the providers that the operator has configured. */
    async getProviders() {
        const price = this.getCurrentNodeParameter('resource') === 'user' ? 'userPrice' : 'videoPrice';
        return (await read(this, '/v1/providers'))
            .filter((row) => row.configured)
            .map((row) => ({
            name: String(row.title),
            value: String(row.name),
            description: row[price] ? `${String(row[price])} a call` : undefined,
        }));
    },
    /** Returns the poll intervals that the key allows, each with its price. */
    async getCadences() {
        const provider = this.getCurrentNodeParameter('options.provider');
        return (await read(this, '/v1/cadences', provider ? { provider } : {})).map((row) => ({
            name: String(row.label),
            value: String(row.every),
        }));
    },
};
async function read(context, url, query = {}) {
    const kind = context.getCurrentNodeParameter('resource');
    return (await (0, gateway_1.callGateway)(context, { url, qs: { kind, ...query } })).body;
}
function field(row) {
    return { name: String(row.name), value: String(row.name), description: String(row.description) };
}
