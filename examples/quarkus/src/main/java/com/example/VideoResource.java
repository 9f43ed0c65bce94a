package com.example;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.apache.camel.ProducerTemplate;

@Path("/videos")
public class VideoResource {

    private final ProducerTemplate template;

    VideoResource(ProducerTemplate template) {
        this.template = template;
    }

    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public String video(String id) {
        String json = template.requestBody("direct:video", id, String.class);
        if (json == null) {
            throw new NotFoundException();
        }
        return json;
    }
}
