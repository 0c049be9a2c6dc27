export { clientFaults } from './client/transfers.ts';
