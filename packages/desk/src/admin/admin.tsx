export function Admin() {
  return <p>floor</p>
}
