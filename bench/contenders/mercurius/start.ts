import { startStranger } from '../stranger';

export const startMercurius = startStranger('mercurius', '/graphql');
