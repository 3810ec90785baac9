import { startStranger } from '../stranger';

export const startTypeorm = startStranger('typeorm', '/');
