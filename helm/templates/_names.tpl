{{- /* Arguments of these templates: a dict of root (the chart's scope) and name (gateway, data, training, eval). */ -}}

{{- define "tailor.fullname" -}}
{{- printf "%s-%s" .root.Release.Name .name | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "tailor.selector" -}}
app.kubernetes.io/name: tailor
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .name }}
{{- end -}}

{{- define "tailor.labels" -}}
{{ include "tailor.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: tailor
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{- define "tailor.metadata" -}}
name: {{ include "tailor.fullname" . }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "tailor.labels" . | nindent 2 }}
{{- end -}}

{{- define "tailor.image" -}}
{{- $image := .root.Values.image -}}
{{ printf "%s/tailor-%s:%s" $image.registry .name (default .root.Chart.AppVersion $image.tag) }}
{{- end -}}
