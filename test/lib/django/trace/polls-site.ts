/** A small site for tests: really made by startproject and startapp, then written on as a reader would. */
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Environment, Project } from "../../../../lib/index.js";
import { startproject } from "../../../../lib/index.js";
import { printed } from "../../printed.js";

export const password = "tiger and lamb";

const files: Record<string, string> = {
  "polls/models.py": `from django.db import models


class Question(models.Model):
    text = models.CharField(max_length=200)


class Choice(models.Model):
    question = models.ForeignKey(Question, on_delete=models.CASCADE)
    votes = models.IntegerField(default=0)


class Unmade(models.Model):
    class Meta:
        managed = False
`,
  "polls/middleware.py": `from django.http import HttpResponse
from django.utils.decorators import async_only_middleware


def noted(get_response):
    def middleware(request):
        response = get_response(request)
        response["X-Noted"] = "yes"
        return response

    return middleware


class Careful:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path == "/closed/":
            return HttpResponse("closed", status=503)
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, ZeroDivisionError):
            return HttpResponse("caught", status=418)


@async_only_middleware
def waiting(get_response):
    async def middleware(request):
        return await get_response(request)

    return middleware
`,
  "polls/views.py": `import time

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View, generic

from .models import Choice, Question, Unmade


def index(request):
    latest = Question.objects.order_by("-id")
    return render(request, "polls/index.html", {"latest": latest})


class Detail(generic.DetailView):
    model = Question
    template_name = "polls/detail.html"

    def get_queryset(self):
        return super().get_queryset().prefetch_related("choice_set")


class Vote(View):
    def post(self, request, pk):
        with transaction.atomic():
            choice = Choice.objects.get(pk=request.POST["choice"], question_id=pk)
            choice.votes += 1
            choice.save()
        return redirect("polls:detail", pk)


async def later(request):
    return HttpResponse(f"{await Question.objects.acount()} questions")


def lines(request):
    def made():
        for question in Question.objects.all():
            yield question.text

    return StreamingHttpResponse(made())


def queries(request):
    Question.objects.filter(text__in=["one", "two"], id__gt=0).count()
    list(Choice.objects.select_related("question"))
    with transaction.atomic():
        Question.objects.create(text="100% new").delete()
    match = request.resolver_match
    return JsonResponse({"route": match.route, "queries": [query["sql"] for query in connection.queries]})


@login_required
def private(request):
    return HttpResponse(request.user.get_username())


def broken(request):
    raise ValueError(f"on purpose {request.GET.get('token')}")


def divided(request):
    return HttpResponse(1 / 0)


def forbidden(request):
    raise PermissionDenied("not you")


def tableless(request):
    return HttpResponse(Unmade.objects.count())


def untemplated(request):
    return render(request, "polls/none.html")


def misspelt(request):
    return render(request, "polls/misspelt.html")


def unnamed(request):
    return redirect(reverse("polls:nowhere"))


def slow(request):
    time.sleep(600)


def partial(request):
    return render(request, "polls/partial.html#row", {"text": "one"})
`,
  "polls/urls.py": `from django.urls import path

from . import views

app_name = "polls"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.Detail.as_view(), name="detail"),
    path("<int:pk>/vote/", views.Vote.as_view(), name="vote"),
    path("later/", views.later),
    path("lines/", views.lines),
    path("queries/", views.queries),
    path("private/", views.private),
    path("broken/", views.broken),
    path("divided/", views.divided),
    path("forbidden/", views.forbidden),
    path("tableless/", views.tableless),
    path("untemplated/", views.untemplated),
    path("misspelt/", views.misspelt),
    path("unnamed/", views.unnamed),
    path("slow/", views.slow),
    path("partial/", views.partial),
    path("reset/<token>/", views.broken),
]
`,
  "polls/templates/polls/base.html": `<!doctype html><title>{% block title %}Polls{% endblock %}</title>
{% block body %}{% endblock %}
`,
  "polls/templates/polls/index.html": `{% extends "polls/base.html" %}
{% block body %}
{% for question in latest %}
{% include "polls/row.html" %}
{% endfor %}
{% endblock %}
`,
  "polls/templates/polls/row.html": "<p>{{ question.text }}: {{ question.choice_set.count }}</p>\n",
  "polls/templates/polls/detail.html": `{% extends "polls/base.html" %}
{% block body %}{% for choice in question.choice_set.all %}{{ choice.votes }} {% endfor %}{% endblock %}
`,
  "polls/templates/polls/misspelt.html": "one\n{% forr %}\n",
  "polls/templates/polls/partial.html": "one\n{% partialdef row %}\n<p>{{ text }}</p>\n{% endpartialdef %}\n",
  "traced/urls.py": `from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("polls/", include("polls.urls")),
]
`,
};

const settings = `
INSTALLED_APPS = ["polls", *INSTALLED_APPS]
MIDDLEWARE = ["polls.middleware.noted", *MIDDLEWARE, "polls.middleware.Careful", "polls.middleware.waiting"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
`;

const data = `
from django.contrib.auth.models import User
from polls.models import Choice, Question
one = Question.objects.create(text="one")
Question.objects.create(text="two")
Choice.objects.create(question=one)
User.objects.create_superuser("ada", password="${password}")
`;

const making = new Map<Environment, Promise<Project>>();

/** The site, with two questions, one choice and the user ada: one for all tests of an environment. */
export function pollsSite(environment: Environment): Promise<Project> {
  const there = making.get(environment) ?? make(environment);
  making.set(environment, there);
  return there;
}

async function make(environment: Environment): Promise<Project> {
  const { value } = await printed(async () => {
    const project = await startproject("traced", environment);
    await project.manage("startapp", "polls");
    for (const [path, text] of Object.entries(files)) write(project, path, text);
    appendFileSync(join(project.folder, "traced/settings.py"), settings);
    await project.manage("makemigrations", "polls");
    await project.manage("migrate", "-v", "0");
    await project.manage("shell", "-v", "0", "-c", data);
    return project;
  });
  return value;
}

export function write(project: Project, path: string, text: string): void {
  const file = join(project.folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
