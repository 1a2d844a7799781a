import { client } from './client';

export const open = () => client.schema('eng').from('eng_backlog').select('id, status');
