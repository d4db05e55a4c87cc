/** Reads what it is sent, and answers that. */
export async function POST(request: Request): Promise<Response> {
  return Response.json(await request.json())
}
