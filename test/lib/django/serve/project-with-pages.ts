/** A real project with pages that servers and visitors are tried on. */
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type MadeEnvironment, type Project, startproject } from "../../../../lib/index.js";
import { printed } from "../../printed.js";

const urls = `
import time
from django.contrib import admin
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse, StreamingHttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

def hello(request):
    return HttpResponse("hello")

def broken(request):
    numbers = []
    return HttpResponse(numbers[3])

@csrf_exempt
def echo(request):
    return JsonResponse({
        "method": request.method,
        "host": request.get_host(),
        "query": request.GET.dict(),
        "fields": request.POST.dict(),
        "body": request.body.decode(),
        "server": type(request).__name__,
    })

def stream(request):
    return StreamingHttpResponse(["one", "two"])

urlpatterns = [
    path("", hello),
    path("broken/", broken),
    path("echo/", echo),
    path("stream/", stream),
    path("admin/", admin.site.urls),
]
`;

/** Where a project's file is. */
export function fileOf(project: Project, name: string): string {
  return join(project.folder, project.name, name);
}

export async function projectWithPages(name: string, environment: MadeEnvironment): Promise<Project> {
  const { value: project } = await printed(() => startproject(name, environment));
  writeFileSync(fileOf(project, "urls.py"), urls);
  // Passwords are hashed slowly on purpose; not here.
  const hashers = 'PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]\n';
  appendFileSync(fileOf(project, "settings.py"), hashers);
  return project;
}
