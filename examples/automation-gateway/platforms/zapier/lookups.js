/** Searches: one video or creator, or many. */

/** Longest wait for a batch. With the request itself it stays below the 30 s after which Zapier ends a step. */
const WAIT_SECONDS = 24;

/** Time until Zapier runs a step again whose batch goes on. */
const RETRY_SECONDS = 30;

/** A batch that goes on is remembered for this time, for the user's own connection only. */
const REMEMBER_SECONDS = 3_600;
const SCOPE = ["user", "auth"];

/** Returns the search for one record. Not found is an empty list, so that a Zap branches without an error. */
export const find = (url) => async (z, bundle) => {
  const { subject, fields, provider, fresh } = bundle.inputData;
  const response = await z.request({
    url,
    params: { subject, fields: fields?.join(), provider, fresh },
    removeMissingValuesFrom: { params: true },
    skipThrowForStatus: true,
  });
  return response.status === 404 ? [] : [response.data];
};

/**
 * Returns one item for each subject. If the batch takes longer than a step may, Zapier runs the step again later, which
 * then asks for the results of the same batch: nothing is looked up or paid twice.
 */
export async function lookUpMany(z, bundle, wait = WAIT_SECONDS) {
  const { subjects, provider } = bundle.inputData;
  const name = z.hash("sha256", JSON.stringify([subjects, provider]));
  const running = await z.cache.get(name, SCOPE);
  let response = running && (await results(z, running, wait));
  if (!response || response.status === 404) {
    response = await z.request({
      method: "POST",
      url: "/v1/batches",
      params: { wait },
      body: { subjects, provider },
    });
  }
  const { id, total, items } = response.data;
  if (items?.length !== total) {
    await z.cache.set(name, id, REMEMBER_SECONDS, SCOPE);
    throw new z.errors.ThrottledError(
      `The lookup of ${total} subjects goes on. Zapier asks for the results in ${RETRY_SECONDS} s; in a test, test the step again.`,
      RETRY_SECONDS,
    );
  }
  if (running) {
    await z.cache.delete(name, SCOPE);
  }
  return items.map((item) => ({ subject: subjects[item.index], found: item.status === 200, ...item }));
}

const results = (z, id, wait) =>
  z.request({ url: `/v1/batches/${id}/results`, params: { wait }, skipThrowForStatus: true });
