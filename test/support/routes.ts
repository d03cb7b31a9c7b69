// Every address of the product and who may use it. A route that is not in this table fails the tests.
import { anAddress, customerIn } from './people.ts';
import type { Visitor } from './visitor.ts';

export type Audience = 'anybody' | 'customer' | 'development';

type Route = {
  method: 'GET' | 'POST';
  path: string;
  for: Audience;
  /** A form that is taken, for a POST. */
  form?: Record<string, string>;
  /** Makes what `:id` stands for, for this customer; returns the id. */
  id?: (customerId: string) => Promise<string>;
};

/** The path for the customer who has signed in in this browser, with something of theirs where an id stands. */
export async function pathFor(browser: Visitor, { path, id }: Route): Promise<string> {
  return id ? path.replace(':id', await id(customerIn(browser))) : path;
}

const home = {
  country: 'IE',
  name: 'Grace Hopper',
  line1: '4 Custom House Quay',
  city: 'Dublin',
  postalCode: 'D01 X285',
  isDefaultBilling: 'on',
  isDefaultDelivery: 'on',
};

export const routes: Route[] = [
  { method: 'GET', path: '/', for: 'anybody' },
  { method: 'POST', path: '/language', for: 'anybody', form: { language: 'de', back: '/' } },
  { method: 'GET', path: '/register', for: 'anybody' },
  {
    method: 'POST',
    path: '/register',
    for: 'anybody',
    form: { email: 'ada.king@example.com', password: 'seven gulls above the harbour', name: 'Ada King' },
  },
  { method: 'GET', path: '/registered', for: 'anybody' },
  { method: 'GET', path: '/activate/:token', for: 'anybody' },
  { method: 'POST', path: '/activate/:token', for: 'anybody', form: { password: 'five brass bells by the quay' } },
  { method: 'GET', path: '/activated', for: 'anybody' },
  { method: 'GET', path: '/login', for: 'anybody' },
  {
    method: 'POST',
    path: '/login',
    for: 'anybody',
    form: { email: 'grace@example.com', password: 'lantern-on-the-old-pier' },
  },
  { method: 'POST', path: '/logout', for: 'anybody' },
  { method: 'GET', path: '/forgot-password', for: 'anybody' },
  { method: 'POST', path: '/forgot-password', for: 'anybody', form: { email: 'grace@example.com' } },
  { method: 'GET', path: '/set-password/:token', for: 'anybody' },
  { method: 'POST', path: '/set-password/:token', for: 'anybody', form: { password: 'five brass bells by the quay' } },
  { method: 'GET', path: '/confirm-email/:token', for: 'anybody' },
  { method: 'POST', path: '/confirm-email/:token', for: 'anybody' },
  { method: 'GET', path: '/email-confirmed', for: 'anybody' },
  { method: 'GET', path: '/restore-email/:token', for: 'anybody' },
  { method: 'POST', path: '/restore-email/:token', for: 'anybody' },
  { method: 'GET', path: '/email-restored', for: 'anybody' },
  { method: 'GET', path: '/account', for: 'customer' },
  { method: 'GET', path: '/account/profile', for: 'customer' },
  { method: 'POST', path: '/account/profile', for: 'customer', form: { name: 'Changed', phone: '', language: '' } },
  { method: 'GET', path: '/account/email', for: 'customer' },
  {
    method: 'POST',
    path: '/account/email',
    for: 'customer',
    form: { email: 'new@example.com', currentPassword: 'lantern-on-the-old-pier' },
  },
  { method: 'GET', path: '/account/addresses', for: 'customer' },
  { method: 'GET', path: '/account/addresses/new', for: 'customer' },
  { method: 'POST', path: '/account/addresses', for: 'customer', form: home },
  { method: 'GET', path: '/account/addresses/:id', for: 'customer', id: anAddress },
  { method: 'POST', path: '/account/addresses/:id', for: 'customer', form: home, id: anAddress },
  { method: 'POST', path: '/account/addresses/:id/default', for: 'customer', form: { use: 'billing' }, id: anAddress },
  { method: 'POST', path: '/account/addresses/:id/removal', for: 'customer', id: anAddress },
  { method: 'GET', path: '/account/password', for: 'customer' },
  {
    method: 'POST',
    path: '/account/password',
    for: 'customer',
    form: { currentPassword: 'lantern-on-the-old-pier', password: 'five brass bells by the quay' },
  },
  { method: 'GET', path: '/account/security', for: 'customer' },
  { method: 'POST', path: '/account/security/sessions/:id/end', for: 'customer' },
  { method: 'POST', path: '/account/security/others/end', for: 'customer' },
  { method: 'GET', path: '/account/privacy', for: 'customer' },
  { method: 'POST', path: '/account/privacy/export', for: 'customer' },
  {
    method: 'POST',
    path: '/account/privacy/deletion',
    for: 'customer',
    form: { currentPassword: 'lantern-on-the-old-pier' },
  },
  { method: 'GET', path: '/account-deleted', for: 'anybody' },
  { method: 'GET', path: '/dev/mail', for: 'development' },
];
