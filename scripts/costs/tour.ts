// The ways through the product that are counted: what people do again and again, each as the requests that it takes. `people` new
// customers go them one after the other, and the counts are the averages.
import { demoPeople, demoStaff } from '../../src/demo/people.ts';
import { cpuMsOf } from '../processes.ts';
import type { Running } from '../worker.ts';
import { browserOf, type Browser } from './browser.ts';
import { sizeOf } from './size.ts';
import type { Figures, Way } from './counted.ts';
import { add, nothing, shared } from './counts.ts';

const password = 'seven gulls above the harbour';

const address = {
  delivery_name: 'Grace Hopper',
  delivery_line1: '4 Custom House Quay',
  delivery_postalCode: 'D01 X285',
  delivery_city: 'Dublin',
  delivery_country: 'IE',
  method: 'parcel',
  payment: 'bank_transfer',
};

type Place = { worker: Running; state: string; origin: string; picture: string; people: number };

/** Somebody new, in two browsers of theirs. */
type Person = { email: string; here: Browser; elsewhere: Browser };

/** Goes every way as often as there are people, one way after the other. */
export async function tour({ worker, state, origin, picture, people }: Place): Promise<Record<Way, Figures>> {
  const arrive = (network: string) => browserOf(worker, { origin, network });
  const persons = Array.from({ length: people }, (_, number): Person => {
    const [here, elsewhere] = [arrive(`10.1.0.${number}`), arrive(`10.2.0.${number}`)];
    return { email: `grace${number}@example.com`, here, elsewhere };
  });
  const [[ada], [, max, sue]] = [demoPeople, demoStaff];
  const [regular, manager] = [arrive('10.3.0.1'), arrive('10.3.0.2')];
  await signIn(regular, '/login', ada);
  await signIn(manager, '/admin/login', max);

  async function go(
    browserOfTheirs: (person: Person) => Browser,
    way: (browser: Browser, person: Person) => Promise<void>,
  ) {
    const before = { held: sizeOf(state).held, cpuMs: cpuMsOf('workerd') };
    let counts = nothing();
    for (const person of persons) {
      const browser = browserOfTheirs(person);
      browser.counted();
      await way(browser, person);
      counts = add(counts, browser.counted());
    }
    const cpuMs = Math.round((cpuMsOf('workerd') - before.cpuMs) / people);
    return { ...shared(counts, people), bytesKept: Math.round((sizeOf(state).held - before.held) / people), cpuMs };
  }
  const bought = new Map<Person, Bought>();
  const boughtBy = (person: Person) => bought.get(person) ?? { number: '', paper: '' };
  const here = ({ here: browser }: Person) => browser;
  const elsewhere = ({ elsewhere: browser }: Person) => browser;

  return {
    visit: await go(here, look),
    picture: await go(here, async (browser) => void (await browser.get(picture))),
    registration: await go(here, (browser, { email }) => register(browser, email)),
    'sign-in': await go(here, (browser, { email }) => signIn(browser, '/login', { email, password })),
    'visit, signed in': await go(here, look),
    order: await go(here, async (browser, person) => void bought.set(person, await buy(browser))),
    account: await go(() => regular, lookAtAccount),
    'order at the desk': await go(
      () => manager,
      (browser, person) => handle(browser, boughtBy(person)),
    ),
    document: await go(here, async (browser, person) => void (await browser.get(boughtBy(person).paper))),
    'customer looked up': await go(
      () => manager,
      (browser, { email }) => lookUp(browser, email),
    ),
    'forgotten password': await go(elsewhere, (browser, { email }) => setAnother(browser, email)),
    'staff sign-in': await go(elsewhere, (browser) => startWork(browser, sue)),
  };
}

async function look(browser: Browser): Promise<void> {
  for (const path of ['/', '/categories/rope-and-canvas', '/search?q=rope']) await browser.get(path);
  for (const slug of ['mooring-rope', 'enamel-mug']) await browser.get(`/products/${slug}`);
}

async function register(browser: Browser, email: string): Promise<void> {
  await browser.get('/register');
  await browser.post('/register', { email, password, name: 'Grace Hopper', phone: '', newsletter: 'on' });
  await browser.get(browser.linkLike(/\/activate\//));
  await browser.post(browser.at());
}

async function signIn(browser: Browser, path: string, who: { email: string; password: string }): Promise<void> {
  await browser.get(path);
  await browser.post(path, { email: who.email, password: who.password });
}

type Bought = { number: string; paper: string };

/** Buys a rope; returns the order's number and the path of its confirmation. */
async function buy(browser: Browser): Promise<Bought> {
  await browser.get('/products/mooring-rope');
  await browser.post('/products/mooring-rope/basket', { quantity: '1' });
  await browser.get('/checkout');
  const review = await browser.post('/checkout', address);
  const placed = await browser.post('/checkout/order', { shown: found(review, /name="shown" value="([^"]+)"/) });
  return { number: found(browser.at(), /(\d{4}-\d+)/), paper: found(placed, /href="([^"]+\/pdf)"/) };
}

async function lookAtAccount(browser: Browser): Promise<void> {
  await browser.get('/account');
  const orders = await browser.get('/account/orders');
  await browser.get(found(orders, /href="(\/account\/orders\/\d{4}-\d+)"/));
  await browser.get('/account/documents');
}

async function handle(browser: Browser, { number }: Bought): Promise<void> {
  const list = await browser.get(`/admin/orders?q=${number}`);
  const path = found(list, /href="(\/admin\/orders\/ord_[^"?]+)"/);
  const page = await browser.get(path);
  await browser.post(`${path}/payments`, { amount: found(page, /name="amount"[^>]*value="([^"]+)"/) });
  await browser.post(`${path}/shipment`, { carrier: 'dpd', trackingCode: '01234567890123' });
  await browser.post(`${path}/delivery`);
  await browser.post(`${path}/invoice`);
}

async function lookUp(browser: Browser, email: string): Promise<void> {
  await browser.get('/admin/customers');
  const list = await browser.get(`/admin/customers?${new URLSearchParams({ q: email }).toString()}`);
  await browser.get(found(list, /href="(\/admin\/customers\/cus_[^"?]+)"/));
}

async function setAnother(browser: Browser, email: string): Promise<void> {
  await browser.get('/forgot-password');
  await browser.post('/forgot-password', { email });
  await browser.get(browser.linkLike(/\/set-password\//));
  await browser.post(browser.at(), { password: 'five brass bells by the quay' });
}

async function startWork(browser: Browser, who: { email: string; password: string }): Promise<void> {
  await signIn(browser, '/admin/login', who);
  await browser.get('/admin/orders');
}

function found(text: string, pattern: RegExp): string {
  const [, part] = pattern.exec(text) ?? [];
  if (part === undefined) throw new Error(`a page has nothing like ${pattern}`);
  return part.replaceAll('&amp;', '&');
}
