/** The page's style nonce: the server writes a new one into the `csp-nonce` meta element with each answer (S-34). */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
}
