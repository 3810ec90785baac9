/** jose is published as modules only, so it is loaded when a test begins. */
export const loadJose = () => import('jose');
export type Jose = Awaited<ReturnType<typeof loadJose>>;
