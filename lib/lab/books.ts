/** The app `books` of the course, as the chapters on its parts leave it: what later chapters start from. */
import type { ModelFields } from "../django/edit/operations.js";

/** Pages without data: the chapter on views and URLs. */
export const firstViews = `from django.http import HttpResponse


def book_list(request):
    return HttpResponse("All our books")


def book_detail(request, number):
    return HttpResponse(f"This is book number {number}")
`;

export const author: ModelFields = {
  name: "Author",
  fields: { name: "models.CharField(max_length=100)" },
  str: "name",
};

export const book: ModelFields = {
  name: "Book",
  fields: {
    title: "models.CharField(max_length=200)",
    year: "models.IntegerField()",
    author: "models.ForeignKey(Author, on_delete=models.CASCADE)",
  },
  str: "title",
};

/** Run in the project's shell; a second time it changes nothing. */
export const rows = `from books.models import Author, Book

for name, title, year in [
    ("Charlotte Brontë", "Jane Eyre", 1847),
    ("Charlotte Brontë", "Villette", 1853),
    ("Mary Shelley", "Frankenstein", 1818),
]:
    author, _ = Author.objects.get_or_create(name=name)
    Book.objects.get_or_create(title=title, year=year, author=author)
`;

/** Pages of templates and data: the chapter on templates. */
export const views = `from django.shortcuts import get_object_or_404, render

from .models import Book


def book_list(request):
    books = Book.objects.select_related("author").order_by("title")
    return render(request, "books/book_list.html", {"books": books})


def book_detail(request, number):
    book = get_object_or_404(Book, pk=number)
    return render(request, "books/book_detail.html", {"book": book})
`;

/** By path from the project's folder. */
export const files: Readonly<Record<string, string>> = {
  "books/templates/books/base.html": `{% load static %}<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>{% block title %}Books{% endblock %}</title>
  <link rel="stylesheet" href="{% static 'books/style.css' %}">
</head>
<body>
  <h1><a href="{% url 'books:list' %}">Our books</a></h1>
  {% block content %}{% endblock %}
</body>
</html>
`,
  "books/templates/books/book_list.html": `{% extends "books/base.html" %}

{% block content %}
<ul>
  {% for book in books %}
  <li><a href="{% url 'books:detail' book.pk %}">{{ book.title }}</a> by {{ book.author }}</li>
  {% empty %}
  <li>There are no books yet.</li>
  {% endfor %}
</ul>
{% endblock %}
`,
  "books/templates/books/book_detail.html": `{% extends "books/base.html" %}

{% block title %}{{ book.title }}{% endblock %}

{% block content %}
<h2>{{ book.title }}</h2>
<p>{{ book.author }}, {{ book.year }}</p>
{% endblock %}
`,
  "books/static/books/style.css": `body {
  font-family: sans-serif;
  margin: 2rem;
}

h1 {
  color: seagreen;
}
`,
};
