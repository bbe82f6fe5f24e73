package dev.tailor.proto;

import static java.util.stream.Collectors.joining;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that a caller of the contract may rely on, each element with its shape: fields by number, enum values by
 * number, calls by name. A later contract keeps the promises of an earlier one if it has all of them, unchanged.
 */
record Promises(Map<String, String> shapes) {

    static Promises of(FileDescriptorSet contract) {
        var promises = new Promises(new TreeMap<>());
        contract.getFileList().forEach(promises::add);
        return promises;
    }

    /** One line for each promise that {@code later} does not keep. */
    List<String> brokenBy(Promises later) {
        var broken = new ArrayList<String>();
        shapes.forEach((element, shape) -> {
            var now = later.shapes.get(element);
            if (now == null) {
                broken.add(element + " (" + shape + ") is gone");
            } else if (!now.equals(shape)) {
                broken.add(element + " was " + shape + ", is " + now);
            }
        });
        return broken;
    }

    /** The elements that {@code later} has on top. */
    List<String> addedBy(Promises later) {
        return later.shapes.keySet().stream()
                .filter(element -> !shapes.containsKey(element))
                .toList();
    }

    private void add(FileDescriptorProto file) {
        var scope = file.getPackage();
        shapes.put("options of " + file.getName(), file.getOptions().getJavaPackage());
        file.getMessageTypeList().forEach(message -> addMessage(scope, message));
        file.getEnumTypeList().forEach(type -> addEnum(scope, type));
        file.getServiceList().forEach(service -> addService(scope, service));
    }

    private void addMessage(String scope, DescriptorProto message) {
        var name = scope + "." + message.getName();
        shapes.put("message " + name, "message");
        message.getFieldList()
                .forEach(field -> shapes.put("field " + name + " = " + field.getNumber(), shape(message, field)));
        message.getNestedTypeList().forEach(nested -> addMessage(name, nested));
        message.getEnumTypeList().forEach(nested -> addEnum(name, nested));
    }

    private void addEnum(String scope, EnumDescriptorProto type) {
        var name = scope + "." + type.getName();
        type.getValueList().forEach(value -> shapes.put("value " + name + " = " + value.getNumber(), value.getName()));
    }

    private void addService(String scope, ServiceDescriptorProto service) {
        var name = scope + "." + service.getName();
        service.getMethodList().forEach(call -> shapes.put("rpc " + name + "/" + call.getName(), shape(call)));
    }

    private static String shape(DescriptorProto message, FieldDescriptorProto field) {
        var words = new ArrayList<String>();
        words.add(field.getLabel().name().replace("LABEL_", ""));
        words.add(field.hasTypeName() ? field.getTypeName() : field.getType().name());
        words.add(field.getName());
        if (field.getProto3Optional()) {
            words.add("with presence");
        } else if (field.hasOneofIndex()) {
            words.add("in " + message.getOneofDecl(field.getOneofIndex()).getName());
        }
        return words.stream().collect(joining(" "));
    }

    private static String shape(MethodDescriptorProto call) {
        var asks = call.getClientStreaming() ? "stream " : "";
        var answers = call.getServerStreaming() ? "stream " : "";
        return asks + call.getInputType() + " -> " + answers + call.getOutputType();
    }
}
