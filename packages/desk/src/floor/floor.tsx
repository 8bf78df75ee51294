export function Floor() {
  return <p>floor</p>
}
