// Every form of shoppers.
import { tryForms } from '../support/form-trials.ts';

tryForms('shoppers', ({ isForStaff }) => !isForStaff);
