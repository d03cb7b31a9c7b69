// What partners ask of customers and their addresses.
import { called } from '../partners.ts';
import { aCustomer, anAddress } from '../people.ts';
import type { Readying, Taken } from './requests.ts';

const dublin = {
  name: 'Mary Somerville',
  company: 'Mechanism of the Heavens',
  line1: '4 Custom House Quay',
  line2: 'Second floor',
  postal_code: 'D01 X285',
  city: 'Dublin',
  region: 'D',
  country: 'IE',
  phone: '+353 1 555 0100',
  is_default_billing: true,
  is_default_delivery: false,
};

const mary = {
  email: 'mary@example.com',
  name: 'Mary Somerville',
  phone: '01 555 0100',
  company: 'Mechanism of the Heavens',
  vat_id: 'IE6388047V',
  birth_date: '1980-12-26',
  language: 'en',
  answers: {},
};

const of =
  (path: string, traits: Parameters<typeof aCustomer>[0] = {}, body?: unknown): Readying =>
  async () => ({ path: `/customers/${await aCustomer(traits)}${path}`, ...(body === undefined ? {} : { body }) });

async function atAddress(body?: unknown): Promise<Taken> {
  const customerId = await aCustomer();
  const id = await anAddress(customerId);
  return { path: `/customers/${customerId}/addresses/${id}`, ...(body === undefined ? {} : { body }) };
}

export const customerRequests: Record<string, Readying> = {
  listCustomers: async () => {
    await aCustomer();
    return { path: '/customers?is_registered=true&expand=group' };
  },
  getCustomerByExternalId: async (partnerId) => {
    await called(partnerId, 'customer', await aCustomer(), 'K-1');
    return { path: '/customers/external/K-1?expand=group' };
  },
  getCustomer: of('?expand=addresses,group'),
  createCustomer: () =>
    Promise.resolve({
      path: '/customers',
      body: { ...mary, external_id: 'K-1', group_id: 'grp_gold', addresses: [dublin], invite: true },
    }),
  putCustomer: () => Promise.resolve({ path: '/customers/external/K-1', body: { ...mary, invite: true } }),
  changeCustomer: of('', {}, { ...mary, email: 'grace.hopper@example.com', external_id: 'K-1' }),
  inviteCustomer: of('/invitation', { hasLogin: false, status: 'pending' }, {}),
  activateCustomer: of('/activation', { hasLogin: false, status: 'pending' }, {}),
  denyCustomer: of('/denial', {}, {}),
  allowCustomer: of('/denial', { status: 'denied' }),
  chooseGroup: of('/group', {}, { group_id: 'grp_gold' }),
  exportCustomer: of('/export'),
  deleteCustomer: of(''),
  listAddresses: async () => {
    const customerId = await aCustomer();
    await anAddress(customerId);
    return { path: `/customers/${customerId}/addresses` };
  },
  createAddress: of('/addresses', {}, dublin),
  getAddress: () => atAddress(),
  changeAddress: () => atAddress(dublin),
  deleteAddress: () => atAddress(),
};
