// How long storage may take that never answers: KV has no time limit of its own, and somebody waits in front of a page.

/** Far more than KV ever takes, and as long as somebody may look at nothing. */
const patienceMs = 5_000;

/** What KV answers; where it takes too long an error that says that storage cannot be reached. */
export async function inTime<Answer>(asked: Promise<Answer>): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`KV took longer than ${patienceMs} ms`)), patienceMs);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
