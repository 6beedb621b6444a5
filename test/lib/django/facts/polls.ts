/** A project with an app of its own, for tests of what Django says about it. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Project, run, startproject } from "../../../../lib/index.js";
import type { Environment } from "../../../../lib/python/environment.js";
import { printed } from "../../printed.js";

const app: Record<string, string> = {
  "polls/__init__.py": "",
  "polls/migrations/__init__.py": "",
  "polls/apps.py": `from django.apps import AppConfig

class PollsConfig(AppConfig):
    name = "polls"
    verbose_name = "Questions"
`,
  "polls/models.py": `from decimal import Decimal

from django.db import models


class Dated(models.Model):
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class Tag(models.Model):
    word = models.CharField(max_length=30)


class Question(Dated):
    text = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=1, choices=[("o", "Open"), ("c", "Closed")], default="o")
    author = models.ForeignKey("auth.User", models.SET_NULL, null=True, related_name="questions")
    tags = models.ManyToManyField(Tag)
    price = models.DecimalField(max_digits=6, decimal_places=2, default=Decimal("1.50"))

    class Meta:
        ordering = ["-made"]
        constraints = [models.UniqueConstraint(fields=["text", "kind"], name="one_text_a_kind")]

    def __str__(self):
        return self.text
`,
  "polls/views.py": `from functools import wraps

from django.http import HttpResponse
from django.views import View


def counted(view):
    @wraps(view)
    def counting(*args, **kwargs):
        return view(*args, **kwargs)

    return counting


def index(request):
    return HttpResponse("index")


@counted
def detail(request, **kwargs):
    return HttpResponse("detail")


class Results(View):
    pass
`,
  "polls/urls.py": `from django.urls import path, re_path

from . import views

app_name = "polls"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:id>/", views.detail, name="detail"),
    path("<int:id>/results/", views.Results.as_view(), {"full": True}, name="results"),
    path("<uuid:key>/", views.detail),
    re_path(r"^old-(?P<year>[0-9]{4})/$", views.index, name="old"),
]
`,
  "polls/templates/polls/index.html": "{% if %} not well made",
  "polls/templates/shared.html": "of the app",
  "polls/static/polls/style.css": "p { color: red }",
};

/** Writes files below a project's folder. */
export function write(project: { folder: string }, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(project.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** A project whose app `polls` is installed and has addresses; `more` is added to its settings. */
export async function pollsProject(environment: Environment, name: string, more = ""): Promise<Project> {
  const { value: project } = await printed(() => startproject(name, environment));
  const settings = await project.read(`${name}/settings.py`);
  write(project, {
    ...app,
    [`${name}/settings.py`]: `${settings}INSTALLED_APPS += ["polls"]\n${more}`,
    [`${name}/urls.py`]: `from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("polls/", include("polls.urls")),
    path("admin/", admin.site.urls),
]
`,
  });
  return project;
}

/** What a piece of Python prints in the project, with Django set up: another way to the same facts. */
export async function askDjango(project: Project, code: string, input = ""): Promise<string> {
  const python = project.environment.program("python", project.folder);
  const { stdout } = await run([python, "-B", "-c", `import django\ndjango.setup()\n${code}`], {
    cwd: project.folder,
    show: false,
    variables: { DJANGO_SETTINGS_MODULE: `${project.name}.settings` },
    input,
  });
  return stdout;
}

export function remove(project: Project): void {
  rmSync(project.folder, { recursive: true, force: true, maxRetries: 3 });
}
