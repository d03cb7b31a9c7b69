// Every form by which staff get in, and work with people and orders.
import { tryForms } from '../support/form-trials.ts';

tryForms(
  'staff, about people and orders',
  ({ isForStaff, name }) =>
    isForStaff &&
    !/^\/admin\/(settings|products|categories|groups|templates|statuses|forms|pages|price-lists|partners|webhooks|stores)/.test(
      name,
    ),
);
