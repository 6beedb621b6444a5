/** The declarations of what cells find in every scope besides Node's own, which runtime/input.ts provides. */
export const globalTypes = `/**
 * Asks whoever runs the cell, and waits for the answer.
 * @param more what stands for an empty answer; or that the answer is a password, which is not shown
 * @returns null for an empty answer
 */
declare function prompt(message?: string, more?: string | { default?: string; password?: boolean }): string | null;
/** Asks whoever runs the cell for a yes or no, and waits for it. */
declare function confirm(message?: string): boolean;
`;
