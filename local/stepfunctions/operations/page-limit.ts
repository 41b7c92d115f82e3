/** Pages are of 100 unless somebody says how long; 0 says nothing. */
export function pageLimit(maxResults: number | undefined): number {
  return maxResults || 100;
}
