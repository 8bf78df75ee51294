/** The sign of the product: a seat with its light on. */
export function Brand({ size = 28 }: { size?: number }) {
  return (
    <svg aria-hidden width={size} height={size} viewBox="0 0 32 32">
      <rect width="32" height="32" rx="8" fill="#0b6b7a" />
      <path
        d="M10 7v11h12M10 18v7M22 18v7"
        fill="none"
        stroke="#fff"
        strokeWidth="3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="22" cy="10" r="3" fill="#7fe0a8" />
    </svg>
  )
}
