export function Wallboard() {
  return <p>floor</p>
}
