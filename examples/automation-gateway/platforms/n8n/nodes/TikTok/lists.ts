import type { IDataObject, ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { callGateway } from './gateway';

/** The lists of the forms. All of them are free. */
export const lists = {
  async getFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
    return (await read(this, '/v1/fields')).map(field);
  },

  async getWatchedFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
    return (await read(this, '/v1/fields')).filter((row) => row.watchable).map(field);
  },

  /** Returns the providers that the operator has configured. */
  async getProviders(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
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
  async getCadences(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
    const provider = this.getCurrentNodeParameter('options.provider') as string | undefined;
    return (await read(this, '/v1/cadences', provider ? { provider } : {})).map((row) => ({
      name: String(row.label),
      value: String(row.every),
    }));
  },
};

async function read(context: ILoadOptionsFunctions, url: string, query: IDataObject = {}): Promise<IDataObject[]> {
  const kind = context.getCurrentNodeParameter('resource') as string;
  return (await callGateway(context, { url, qs: { kind, ...query } })).body as unknown as IDataObject[];
}

function field(row: IDataObject): INodePropertyOptions {
  return { name: String(row.name), value: String(row.name), description: String(row.description) };
}
