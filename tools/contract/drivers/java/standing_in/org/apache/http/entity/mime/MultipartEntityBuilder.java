package org.apache.http.entity.mime;

/** Stands in for that of httpmime, which generated clients import and, where nothing is multipart, do not use. */
public final class MultipartEntityBuilder {}
