export { seedDemo } from './demo';
export { seedLarge } from './large';
